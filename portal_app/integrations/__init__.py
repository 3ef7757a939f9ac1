"""Owns the ways to other machines (mail, later ERP, carriers, sign-in services) and how tables come out of files. Their words stop here; ours travel up."""
