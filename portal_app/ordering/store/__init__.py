"""What ordering keeps in the database, a module for each topic."""
