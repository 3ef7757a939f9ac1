"""What of a network address counts as one place, and what is kept of it after a while."""

import ipaddress


def place_of(address: str) -> str:
    """For limits: an IPv4 address as it is, of IPv6 the 64 bits a single household has. What is no address counts as one place."""
    return _network(address, 32, 64) or address[:64]


def shortened(address: str) -> str:
    """For keeping: IPv4 without its last number, of IPv6 the first 48 bits. What is no address is dropped."""
    return _network(address, 24, 48)


def _network(address: str, bits: int, bits_of_6: int) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{parsed}/{bits if parsed.version == 4 else bits_of_6}", strict=False))
