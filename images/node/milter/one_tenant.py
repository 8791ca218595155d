"""A milter: refuses a report whose header names more than one tenant, and marks each that it lets through. one_tenant.py SOCKET SETTINGS MARKS

Whoever copies a second tenant in has their mail program send two messages with one header, each alone in order by its envelope. What is named
is looked for generously: a report refused for nothing is sent again, one that tells a customer of another cannot be taken back. Nothing in a
message is changed. Where it cannot be sure (no settings, anything unforeseen), the report is put off.

A mark is a file in MARKS that says whose report it is and which calls it names: the agent clears these. Nothing else of a report is in it.
"""

import email
import json
import os
import re
import sys
import unicodedata
import uuid
from email.header import decode_header
from pathlib import Path

# To, Cc, Bcc and their Resent- kin, as header_checks in main.cf name them: those come before a milter.
RECIPIENT_FIELD = re.compile(r"x-denwaban-named", re.IGNORECASE)
# What an address's local part is made of, from its beginning: without that, each letter of a long word would be tried as one.
LOCAL_PART = r"(?<![^\s<>,;:()\[\]@%!])([^\s<>,;:()\[\]@%!]++)"
CALL_FIELD = "X-Denwaban-Call"
CALL_NAMED = re.compile(rf"{CALL_FIELD}:\s*([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})\b", re.IGNORECASE)
# Bytes of a report in which calls are looked for: its text comes first.
MAX_READ = 1_000_000
REFUSAL = "one message, one tenant: its header names more. Send each its own"


def decoded(value: str) -> str:
    """A header's value with its encoded words (RFC 2047) read; one that cannot be read is left as it is."""
    try:
        parts = decode_header(value)
    except Exception:
        return value
    return "".join(part if isinstance(part, str) else text(part, charset) for part, charset in parts)


def text(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8", "replace")
    except LookupError:
        return part.decode("latin-1")


def readings(value: str):
    """The value in each way in which somebody may read it: words encoded or not, comments left out or read as text."""
    unfolded = re.sub(r"[\r\n]+", " ", value)
    for reading in {unfolded, decoded(unfolded)}:
        # Full-width letters are others than ours to no reader.
        plain = re.sub(r'["\\\0]', "", unicodedata.normalize("NFKC", reading))
        yield plain
        yield without_comments(plain)


def without_comments(text: str) -> str:
    """Comments may lie in one another. One that does not end is none."""
    kept: list[str] = []
    begun: list[int] = []
    for character in text:
        if character == ")" and begun:
            del kept[begun.pop() :]
            continue
        if character == "(":
            begun.append(len(kept))
        kept.append(character)
    return "".join(kept)


def named(value: str, domain: str) -> set[str]:
    """The tenants, or what stands in their place, of every address of the report domain in a text."""
    at_domain = r"\s*\.\s*".join(map(re.escape, domain.lower().split("."))) + r"(?![\w-]|\.\w)"
    address = re.compile(rf"{LOCAL_PART}\s*[@%]\s*{at_domain}|{at_domain}\s*!\s*{LOCAL_PART}")
    return {
        (mail or bang).split("+")[0]
        for reading in readings(value)
        for mail, bang in address.findall(reading.lower())
    }


def report_domain(settings: Path) -> str:
    """Read for each message: the file is replaced by every release that changes it."""
    return json.loads(settings.read_text(encoding="utf-8"))["domain"]


def calls_named(message: bytes) -> list[str]:
    """The calls that a report names, in a header or a line of its text `X-Denwaban-Call: <id>`."""
    parsed = email.message_from_bytes(message)
    texts = [f"{CALL_FIELD}: {value}" for value in parsed.get_all(CALL_FIELD, [])]
    for part in parsed.walk():
        if part.get_content_maintype() == "text":
            texts.append(text(part.get_payload(decode=True) or b"", part.get_content_charset()))
    return sorted({call.lower() for one in texts for call in CALL_NAMED.findall(one)})


def mark(folder: Path, tenant: str, message: bytes) -> None:
    """Aside first. A report that cannot be marked arrives all the same: its call is then looked after by a person."""
    try:
        name = folder / str(uuid.uuid4())
        name.write_text(json.dumps({"tenant": tenant, "calls": calls_named(message)}), encoding="utf-8")
        name.rename(name.with_suffix(".json"))
    except Exception as error:
        print(f"one-tenant: a report could not be marked: {type(error).__name__}", flush=True)


def main(socket: str, settings: Path, marks: Path) -> None:
    import Milter

    class OneTenant(Milter.Base):
        def envfrom(self, _sender, *_parameters):
            self.domain = report_domain(settings)
            self.tenants = set()
            self.message = bytearray()
            self.fax = False
            return Milter.CONTINUE

        def envrcpt(self, recipient, *_parameters):
            self.tenants |= named(recipient, self.domain)
            return Milter.CONTINUE

        @Milter.noreply
        def header(self, name, value):
            if RECIPIENT_FIELD.fullmatch(name.strip()):
                self.tenants |= named(value, self.domain)
            # What tells of a fax is no operator's report.
            self.fax |= name.lower() == "x-denwaban-fax"
            self.message += f"{name}: {value}\r\n".encode("utf-8", "surrogateescape")
            return Milter.CONTINUE

        @Milter.noreply
        def eoh(self):
            self.message += b"\r\n"
            return Milter.CONTINUE

        @Milter.noreply
        def body(self, chunk):
            self.message += chunk[: MAX_READ - len(self.message)] if len(self.message) < MAX_READ else b""
            return Milter.CONTINUE

        def eom(self):
            if len(self.tenants) <= 1:
                for tenant in self.tenants if not self.fax else ():
                    mark(marks, tenant, bytes(self.message))
                return Milter.CONTINUE
            self.setreply("550", "5.7.1", REFUSAL)
            return Milter.REJECT

    Milter.factory = OneTenant
    # It may change nothing, and what it did not foresee is put off.
    Milter.set_flags(0)
    Milter.set_exception_policy(Milter.TEMPFAIL)
    # Who may ask is said by the folder that the socket lies in.
    os.umask(0)
    Milter.runmilter("one-tenant", f"unix:{socket}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
