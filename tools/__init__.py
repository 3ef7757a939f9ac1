"""The house: everything `make` does. Standard library only until the virtual environment stands. Owns no business."""
