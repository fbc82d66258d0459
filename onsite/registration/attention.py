"""Notes of people for people: what every desk should see, and which document was shown."""

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.once import Asked, once
from onsite.registration import queries
from onsite.registration.bodies import AttentionNoteBody, IdentityNoteBody
from onsite.registration.note_rows import AttentionNote, IdentityNote

ENDS_SHOWN = 4  # characters of a document's number at its end


@once(AttentionNote)
def note_attention(session: Session, body: AttentionNoteBody, asking: Asked) -> bytes:
    """Add a note that every desk sees with the person, or be done with one of the same text.

    Raises:
        OnsiteError: ``text_needed``; ``no_such_note`` (409) when there is none to be done with;
            ``unknown_registration``, ``id_reused``.
    """
    text = body.text.strip()
    if not text:
        raise OnsiteError("text_needed", "Type what the desks should know.", field="text")
    row = queries.delegate(session, body.reg_no, field="reg_no")
    if body.done and text not in {note.text for note in queries.standing_notes(session, row.id)}:
        raise OnsiteError(
            "no_such_note", "This note is not there any more.", status=409, field="text"
        )
    return asking.keep(
        {"reg_no": row.reg_no, "done": body.done},
        delegate_id=row.id,
        text=text,
        is_done=body.done,
    )


@once(IdentityNote)
def note_identity(session: Session, body: IdentityNoteBody, asking: Asked) -> bytes:
    """Keep which document a person showed, and of its number the end alone.

    Raises:
        OnsiteError: ``document_needed``, ``unknown_registration``, ``id_reused``.
    """
    document = body.document.strip()
    if not document:
        raise OnsiteError(
            "document_needed",
            "Say which document you looked at, e.g. press card.",
            field="document",
        )
    row = queries.delegate(session, body.reg_no, field="reg_no")
    masked = _masked(body.number)
    return asking.keep(
        {"reg_no": row.reg_no, "number_masked": masked},
        delegate_id=row.id,
        document=document,
        number_masked=masked,
        outlet=body.outlet.strip(),
    )


def _masked(number: str) -> str:
    plain = "".join(number.split())
    shown = plain[-ENDS_SHOWN:] if len(plain) > 2 * ENDS_SHOWN else ""
    return "*" * (len(plain) - len(shown)) + shown
