"""What the embedded ERP's own people and the portal's handovers do, each behind the gate."""
