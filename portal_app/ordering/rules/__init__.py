"""What ordering decides, without opening anything."""
