"""What ordering decides: what a line of a file means, what a cart holds, how an order moves. Nothing is opened here."""
