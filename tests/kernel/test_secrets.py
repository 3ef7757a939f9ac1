"""Tokens, sealed values, hashes: what is kept opens only where it belongs, and nothing repeats."""

import base64
from collections.abc import Callable
from time import process_time

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st
from passlib.context import CryptContext

from portal_app.kernel import config, secrets
from portal_app.kernel.secrets import (
    check_code,
    check_password,
    hash_code,
    hash_password,
    new_token,
    same,
    seal,
    token_hash,
    unseal,
)

ROW = "account/01m83hd3dvkk182q8nyva7r45t"


@given(st.text(), st.text())
@settings(deadline=None, max_examples=50)
def test_any_value_can_be_sealed_and_opened_again(value: str, belongs_to: str):
    assert unseal(seal(value, belongs_to), belongs_to) == value


def test_a_sealed_value_says_nothing_of_its_contents():
    sealed = seal("JBSWY3DPEHPK3PXP", ROW)
    assert b"JBSWY3DPEHPK3PXP" not in sealed and len(sealed) == 1 + 12 + 16 + 16


@pytest.mark.parametrize("elsewhere", ["account/01m83hd3dvyy5gtf9a28mh2r04", "person/01m83hd3dvkk182q8nyva7r45t", "", ROW + " "])
def test_a_value_moved_to_another_row_does_not_open(elsewhere: str):
    with pytest.raises(InvalidTag):
        unseal(seal("secret", ROW), elsewhere)


def test_a_value_that_was_changed_in_any_byte_does_not_open():
    sealed = seal("secret", ROW)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(InvalidTag):
            unseal(bytes(changed), ROW)


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01" * 13, b"\x01" * 20])
def test_a_broken_value_does_not_open(broken: bytes):
    with pytest.raises((InvalidTag, ValueError)):
        unseal(broken, ROW)


def test_no_two_sealed_values_share_a_nonce(in_full: bool):
    count = 1_000_000 if in_full else 20_000
    assert len({seal("x", ROW)[1:13] for _ in range(count)}) == count


def test_another_secret_key_opens_nothing(monkeypatch: pytest.MonkeyPatch):
    sealed = seal("secret", ROW)
    monkeypatch.setenv("PORTAL_SECRET_KEY", "another-secret-key-of-at-least-32-characters")
    config.settings.cache_clear()
    try:
        with pytest.raises(InvalidTag):
            unseal(sealed, ROW)
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()
    assert unseal(sealed, ROW) == "secret"


def test_tokens_hold_256_bits_and_never_repeat():
    tokens = {new_token() for _ in range(10_000)}
    assert len(tokens) == 10_000
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)


def test_of_a_token_only_its_sha_256_is_kept():
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_passwords_are_hashed_with_argon2id_as_asvs_asks():
    hashed = hash_password("correct horse battery")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert check_password("correct horse battery", hashed) == (True, None)
    assert check_password("correct horse batterY", hashed) == (False, None)
    assert hash_password("correct horse battery") != hashed


@pytest.mark.parametrize("password", ["  spaces kept  ", "Ünïcödé 密码 🔩", "x" * 128, "ends with a tab\t", "Ａ full-width", "é"])
def test_a_password_is_taken_exactly_as_typed(password: str, monkeypatch: pytest.MonkeyPatch):
    quick = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    monkeypatch.setattr(secrets, "_passwords", quick)  # what is hashed, not at what cost
    hashed = hash_password(password)
    assert check_password(password, hashed)[0] is True
    for other in {password.strip(), password.lower(), password[:-1], password + " ", password.swapcase()} - {password}:
        assert check_password(other, hashed)[0] is False


def test_an_older_weaker_hash_is_renewed_when_it_fits():
    from argon2 import PasswordHasher

    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("correct horse battery")
    fits, renewed = check_password("correct horse battery", older)
    assert fits is True and renewed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert check_password("wrong", older) == (False, None)


def test_recovery_codes_are_hashed_with_argon2id():
    hashed = hash_code("K7QM-2XVD")
    assert hashed.startswith("$argon2id$") and "K7QM" not in hashed
    assert check_code("K7QM-2XVD", hashed) and not check_code("K7QM-2XVE", hashed)


def test_the_check_for_an_unknown_address_takes_as_long_as_a_real_one():
    """Counted in the processor's time, which no neighbour on the machine lengthens."""
    hashed = hash_password("correct horse battery")

    def seconds(work: Callable[[], object]) -> float:
        start = process_time()
        work()
        return process_time() - start

    pairs = [(seconds(lambda: check_password("wrong", hashed)), seconds(secrets.waste_check)) for _ in range(5)]
    real, wasted = (sorted(times)[2] for times in zip(*pairs, strict=True))
    assert 0.5 < wasted / real < 2


def test_comparison_is_exact():
    assert same("ä", "ä") and not same("ä", "a") and not same("", "a") and same("", "")
