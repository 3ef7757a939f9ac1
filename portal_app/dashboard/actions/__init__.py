"""What the frame and the desk ask. Each figure comes from the slice it belongs to."""
