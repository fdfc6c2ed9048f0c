"""Which texts are secrets, where they are said to stand, and how little of them is told.

The secrets are put together here from parts, so that nobody's scanner takes them for real ones.
"""

import time

import pytest

from incidentbook.reading.secrets import read_secrets

DRAWN = "k7Rw2vQx9Zt4mBc8Ls3Np6Hd5Jf1Gy0Ta"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("AK" + "IAQ7ZT3MPLWX5RKD2B", "an AWS access key"),
        ("AS" + "IAQ7ZT3MPLWX5RKD2B", "an AWS access key"),
        ("ghp" + "_" + DRAWN + "abc4", "a GitHub token"),
        ("github" + "_pat_" + DRAWN * 2, "a GitHub token"),
        ("glpat" + "-" + DRAWN[:20], "a GitLab token"),
        ("xoxb" + "-2048-4096-" + DRAWN, "a Slack token"),
        ("https://hooks.slack" + ".com/services/T0AB12CD3/B0AB12CD3/" + DRAWN[:24], "a Slack webhook"),
        ("sk" + "_live_" + DRAWN, "a Stripe key"),
        ("AI" + "za" + DRAWN + "-_", "a Google API key"),
        ("npm" + "_" + DRAWN + "abc", "an npm token"),
        ("SG" + "." + DRAWN[:22] + "." + (DRAWN * 2)[:43], "a SendGrid key"),
        ("hvs" + "." + DRAWN, "a Vault token"),
        ("Account" + "Key=" + (DRAWN * 3)[:86] + "==", "a storage account’s key"),
        ("ey" + "J" + DRAWN + ".ey" + "J" + DRAWN + "." + DRAWN, "a web token"),
        ("-----BEGIN RSA PRIV" + "ATE KEY-----\n" + DRAWN * 2, "a private key"),
        ("-----BEGIN OPENSSH PRIV" + "ATE KEY-----\n    " + DRAWN * 2, "a private key"),
        ("amqps://labels:" + DRAWN[:8] + "@queue.example.com", "a password in an address"),
        ("PASSWORD=" + DRAWN[:12], "a password or token"),
        ('"api_key": "' + DRAWN[:16] + '"', "a password or token"),
        ("--token=" + DRAWN[:16], "a password or token"),
    ],
)
def test_a_known_shape_is_a_secret(text: str, what: str) -> None:
    problems = read_secrets(f"One line.\nThen {text} here.\n", "pm.md")
    assert [(one.rule, one.at.line) for one in problems] == [("secret", 2)]
    assert problems[0].message.startswith(what)
    shown = problems[0].message.partition("“")[2].partition("…")[0]
    assert len(shown) == 4
    line = f"Then {text} here."
    assert line[problems[0].at.column - 1 :].startswith(shown)
    assert DRAWN[:12] not in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "password: heron7heron7",
        "Password = heron7",
        "**Password:** heron7heron7",
        "`DB_PASSWORD=Nacht!Reiher`",
        '"passwd": "gr4ureiher",',
        "the passphrase: grau&reiher7",
        "| pwd: heron7heron7 |",
        "token: heron7heron7",
        "with password: heron7heron7 it worked",
    ],
)
def test_what_a_person_makes_up_for_a_password_is_a_secret(text: str) -> None:
    assert [one.message[:19] for one in read_secrets(f"{text}\n", "pm.md")] == ["a password or token"]


@pytest.mark.parametrize(
    "text",
    [
        "password: ****",
        "password: changeme1",
        "password: [REDACTED]",
        "password: example1",
        "password: heron7 is what the guide says",
        "password: incorrect!",
        "password: orders-db-2",
        "password: sha256",
        "password: argon2id hashes",
        "password: !vault |",
        "password: &heron7",
        "password: 2024-03-15T14:00",
        "password: 12-chars",
        "password_file: /run/heron7",
        "token: heron7",
        "password: v1.2.3",
    ],
)
def test_words_beside_a_password_are_none(text: str) -> None:
    assert read_secrets(f"{text}\n", "pm.md") == ()


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "AKIA is how the keys of AWS begin",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "xoxb-your-token-here",
        "password: <your password>",
        "password=${DB_PASSWORD_2}",
        "password={{ vault_password_2 }}",
        "password = os.environ['DB_PASS2']",
        "token: my-service-account-token-v2",
        "secretName: labels-tls-2024",
        "secret: /run/secrets/db1",
        "secret: projects/labels/secrets/db1",
        "token: 12345678",
        "token: abcdefgh",
        "the token: see OPS-1234567",
        "tokens=1048576",
        "https://example.com/a:b@c",
        "postgres://postgres:postgres@localhost/db",
        "postgres://user:secret123@localhost/db",
        "git@github.com:quill/labels.git",
        "-----BEGIN PUBLIC KEY-----\n" + DRAWN * 2,
        "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\n" + DRAWN * 2,
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
    ],
)
def test_examples_placeholders_and_names_are_none(text: str) -> None:
    assert read_secrets(f"Then {text} here.\n", "pm.md") == ()


def test_one_secret_of_two_shapes_is_told_once() -> None:
    text = "token=ghp" + "_" + DRAWN + "abc4"
    assert len(read_secrets(text, "pm.md")) == 1


def test_places_hold_where_letters_are_longer_in_lower_case() -> None:
    text = "İİİ ü\nPASSWORD=" + DRAWN[:12]
    assert [(one.at.line, one.at.column) for one in read_secrets(text, "pm.md")] == [(2, 10)]


@pytest.mark.parametrize(
    "part", ["eyJa.", "password=", "://a:", "-----BEGIN PRIVATE KEY-----\n", "token: 'a1 "]
)
def test_long_texts_take_no_longer_than_their_length(part: str) -> None:
    began = time.perf_counter()
    read_secrets(part * 50_000, "pm.md")
    assert time.perf_counter() - began < 5
