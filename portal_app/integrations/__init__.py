"""Owns the ways to other machines (mail, later ERP, carriers, sign-in services). Their words stop here; ours travel up."""
