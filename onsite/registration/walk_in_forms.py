"""What a walk-in has to tell, by category, and the privacy notice she agrees to."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration import identities, queries
from onsite.registration.agreed_words import Words, put_in_force, put_on_record, words_in_force
from onsite.registration.models import Category
from onsite.registration.walk_in_bodies import WalkInBody, WalkInFormsBody
from onsite.registration.walk_in_rows import WalkInForm, WalkInNotice

ALWAYS = ("name", "category")
USUAL = (*ALWAYS, "phone", "organisation")
REQUIRED_AT_MOST = 6


@dataclass(frozen=True)
class Form:
    """The required fields of a category, and whether a kiosk may register it."""

    fields: tuple[str, ...]
    is_for_kiosks: bool


def forms(session: Session) -> dict[str, Form]:
    """Give every category's form; one that nobody changed has the usual fields.

    Nobody's own word makes her a speaker or staff: kiosks register the categories that pay a fee,
    until someone says otherwise.
    """
    changed = {row.category: row for row in session.scalars(select(WalkInForm))}
    found = {}
    for category in queries.categories(session):
        row = changed.get(category.code)
        pays = category.fee_fen > 0 or bool(category.on_site_fee_fen)
        found[category.code] = (
            Form(tuple(row.fields), row.is_for_kiosks) if row else Form(USUAL, pays)
        )
    return found


def notice(session: Session) -> Words:
    """Read the privacy notice in force."""
    return words_in_force(session, WalkInNotice, shipped="walk_in.notice")


def put_forms(session: Session, body: WalkInFormsBody, asking: Asking) -> None:
    """Change required fields, kiosk categories and notice; a changed text is a new version.

    Raises:
        OnsiteError: ``too_many_fields`` over six, ``unknown_category``; each names the form.
    """
    known = forms(session)
    for code in (*body.forms, *(body.kiosk_categories or ())):
        if code not in known:
            field = f"forms.{code}" if code in body.forms else "kiosk_categories"
            raise _unknown_category(code, field)
    for code, form in known.items():
        fields = tuple(dict.fromkeys((*ALWAYS, *body.forms.get(code, form.fields))))
        if len(fields) > REQUIRED_AT_MOST:
            raise OnsiteError(
                "too_many_fields",
                f"At most {REQUIRED_AT_MOST} fields may be required, name and category among them; "
                f"{code} would have {len(fields)}. Leave some out: they can still be filled in.",
                field=f"forms.{code}",
            )
        at_kiosks = (
            form.is_for_kiosks if body.kiosk_categories is None else code in body.kiosk_categories
        )
        session.merge(WalkInForm(category=code, fields=list(fields), is_for_kiosks=at_kiosks))
    _put_notice(session, body, asking)
    session.flush()


def category_of(session: Session, code: str) -> Category:
    """Read a category, or raise ``unknown_category`` at the field."""
    category = session.get(Category, code)
    if category is None:
        raise _unknown_category(code, "category")
    return category


def check(session: Session, body: WalkInBody, asking: Asking) -> Words:
    """Refuse a form that lacks something or holds what can't be; the notice agreed to.

    Raises:
        OnsiteError: ``field_required``, ``bad_phone``, ``bad_email``, ``bad_identity_number``,
            ``consent_needed``, ``unknown_category``, ``notice_changed`` (409) and ``not_at_kiosks`` (403),
            each at its field.
    """
    form = forms(session)[category_of(session, body.category).code]
    if asking.principal.station.role == "kiosk" and not form.is_for_kiosks:
        raise OnsiteError(
            "not_at_kiosks",
            "People of this category are registered at the desk; please go there.",
            status=403,
            field="category",
        )
    for name in form.fields:
        is_read = name == "identity_number" and body.identity_reading_id is not None
        if not is_read and not getattr(body, name).strip():
            raise OnsiteError(
                "field_required", f"The field {name} is needed; fill it in.", field=name
            )
    check_phone(body.phone, field="phone")
    check_email(body.email, field="email")
    if body.identity_number.strip() and identities.identity_number(body.identity_number) is None:
        raise OnsiteError(
            "bad_identity_number",
            "This ID number can't be right; compare it with the document, digit by digit.",
            field="identity_number",
        )
    return _agreed(session, body)


def check_phone(phone: str, *, field: str) -> None:
    """Refuse what is no phone number (``bad_phone``); none at all passes."""
    if phone.strip() and identities.dialled(phone) is None:
        raise OnsiteError(
            "bad_phone",
            f"{phone.strip()[:40]!r} is no phone number; type all its digits, "
            "a foreign one with + and its country.",
            field=field,
        )


def check_email(email: str, *, field: str) -> None:
    """Refuse what is clearly no e-mail address (``bad_email``); none at all passes."""
    if email.strip() and identities.address(email) is None:
        raise OnsiteError(
            "bad_email",
            f"{email.strip()[:60]!r} is no e-mail address; type one like name@example.org, "
            "or leave it empty.",
            field=field,
        )


def kept_notice(session: Session, agreed: Words, asking: Asking) -> int:
    """See that the notice agreed to is on record word by word; its version."""
    return put_on_record(session, WalkInNotice, agreed, asking)


def _agreed(session: Session, body: WalkInBody) -> Words:
    if not body.consent:
        raise OnsiteError(
            "consent_needed",
            "Nobody is registered without agreeing to the privacy notice; show it and ask.",
            field="consent",
        )
    in_force = notice(session)
    if body.notice_version not in (None, in_force.version):
        raise OnsiteError(
            "notice_changed",
            "The privacy notice has changed meanwhile; read the new one and agree to that.",
            status=409,
            field="notice_version",
        )
    return in_force


def _put_notice(session: Session, body: WalkInFormsBody, asking: Asking) -> None:
    before = notice(session)
    after = before.rewritten(body.notice, body.notice_en)
    for field, told in (("notice", after.text), ("notice_en", after.text_en)):
        if not told:
            raise OnsiteError(
                "notice_empty", "The privacy notice needs words in both languages.", field=field
            )
    if after != before:
        put_in_force(session, WalkInNotice, after, before=before, asking=asking)


def _unknown_category(code: str, field: str) -> OnsiteError:
    return OnsiteError(
        "unknown_category",
        f"There is no category {code[:40]!r}; choose one of the list.",
        field=field,
    )
