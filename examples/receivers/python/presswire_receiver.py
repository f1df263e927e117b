"""Verifies Presswire's webhooks and says what to do about each. Standard library only, Python 3.9 or newer.

The standard library has no ed25519: verify with the secret (``v1``).
"""

import base64
import binascii
import hashlib
import hmac
import json

TOLERANCE_SECONDS = 300
# Whatever is shorter was not made by Presswire: an empty key anybody can sign with.
LEAST_SECRET_BYTES = 24

_KINDS = {
    "release.published": "live",
    "release.updated": "live",
    "release.corrected": "live",
    "release.embargoed": "advance",
    "release.withdrawn": "gone",
    "release.killed": "gone",
    "usable": "live",
    "withheld": "advance",
    "canceled": "gone",
}
_STEPS = {"live": "publish", "advance": "keep", "gone": "remove"}


def verify(headers, body, secrets, now):
    """Whether one of the secrets (``whsec_…``; two while one is replaced) signed the bytes ``body``.

    ``headers`` has names in lower case; ``now`` is ``time.time()``. Five minutes off is too old or too new.
    """
    webhook_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "")
    if not (webhook_id and given and stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        return False
    content = f"{webhook_id}.{stamp}.".encode() + body
    matches = 0
    for secret in secrets:
        if secret.startswith("whpk_"):
            continue
        key = _key_of(secret)
        if len(key) < LEAST_SECRET_BYTES:
            continue
        mac = hmac.new(key, content, hashlib.sha256).digest()
        expected = b"v1," + base64.b64encode(mac)
        for one in given.split(" "):
            matches += hmac.compare_digest(one.encode("utf-8", "surrogatepass"), expected)
    return matches > 0


def _key_of(secret):
    try:
        return base64.b64decode(secret[len("whsec_"):] if secret.startswith("whsec_") else secret)
    except binascii.Error:
        return b""


def read_event(headers, body):
    """The event of a verified body (formats ``thin`` and ``ninjs``), ``{"challenge": …}``, or None for an unknown one.

    Of the headers only ``webhook-test`` is read: the others are not signed.
    """
    read = json.loads(body)
    is_ninjs = "standard" in read
    data = read if is_ninjs else read.get("data", {})
    if read.get("type") == "endpoint.challenge":
        return {"challenge": data["challenge"]}
    kind = _KINDS.get(read.get("pubStatus") if is_ninjs else read.get("type"))
    if kind is None or "uri" not in data:
        return None
    is_test = read.get("test") is True or headers.get("webhook-test") == "true"
    return {"kind": kind, "uri": data["uri"], "version": int(data["version"]), "is_test": is_test, "data": data}


def reconcile(held, event):
    """What to do (``publish``, ``keep``, ``remove`` or ``nothing``) and what is held then.

    ``held`` is what this returned for the ``uri`` before, or None. Keep it of what is gone as well.
    """
    if held is not None and held["version"] >= event["version"]:
        return "nothing", held
    return _STEPS[event["kind"]], {"version": event["version"], "kind": event["kind"]}


def receive(headers, body, secrets, now, change):
    """Status and JSON of the answer. ``change(event, decide)`` is your database: it locks the row of ``event["uri"]``,
    calls ``decide(held)`` for ``(step, held)``, carries the step out, keeps ``held``, and returns ``(held, url)``."""
    if not verify(headers, body, secrets, now):
        return 401, {}
    event = read_event(headers, body)
    if event is None:
        return 200, {}
    if "challenge" in event:
        return 200, event
    held, url = change(event, lambda before: reconcile(before, event))
    said = {"ack": "removed"} if held["kind"] == "gone" else ({"url": url} if url else {})
    return 200, {"version": held["version"], **said}
