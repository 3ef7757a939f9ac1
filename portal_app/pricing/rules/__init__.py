"""What a company pays and why: pure decisions over price rules. Nothing here opens anything or asks what day it is."""
