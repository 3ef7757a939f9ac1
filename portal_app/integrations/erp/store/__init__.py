"""What the embedded ERP and the portal's handovers keep, and the only selects over it."""
