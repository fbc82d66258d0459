"""What a walk-in has to tell, by category, and the privacy notice she agrees to."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from onsite.asking import Asking
from onsite.errors import OnsiteError
from onsite.registration import identities, queries
from onsite.registration.models import Category
from onsite.registration.walk_in_bodies import WalkInBody, WalkInFormsBody
from onsite.registration.walk_in_rows import WalkInForm, WalkInNotice
from onsite.wording import word

ALWAYS = ("name", "category")
USUAL = (*ALWAYS, "phone", "organisation")
REQUIRED_AT_MOST = 6
SHIPPED_VERSION = 1


@dataclass(frozen=True)
class Form:
    """The required fields of a category, and whether a kiosk may register it."""

    fields: tuple[str, ...]
    is_for_kiosks: bool


@dataclass(frozen=True)
class Notice:
    """The privacy notice in force, in both languages."""

    version: int
    text: str
    text_en: str


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


def notice(session: Session) -> Notice:
    """Read the notice in force; the shipped one until an organiser writes her own."""
    row = _latest_notice(session)
    if row is None:
        return Notice(
            SHIPPED_VERSION, word("walk_in.notice", "zh-Hans"), word("walk_in.notice", "en")
        )
    return Notice(row.version, row.text, row.text_en)


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


def check(session: Session, body: WalkInBody, asking: Asking) -> Notice:
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


def kept_notice(session: Session, agreed: Notice, asking: Asking) -> int:
    """See that the notice agreed to is on record word by word; its version."""
    if session.get(WalkInNotice, agreed.version) is None:
        session.add(
            WalkInNotice(
                version=agreed.version,
                text=agreed.text,
                text_en=agreed.text_en,
                at=asking.now,
                operator=None,
            )
        )
        session.flush()
    return agreed.version


def _agreed(session: Session, body: WalkInBody) -> Notice:
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
    text = before.text if body.notice is None else body.notice.strip()
    text_en = before.text_en if body.notice_en is None else body.notice_en.strip()
    if (text, text_en) == (before.text, before.text_en):
        return
    for field, wording in (("notice", text), ("notice_en", text_en)):
        if not wording:
            raise OnsiteError(
                "notice_empty", "The privacy notice needs words in both languages.", field=field
            )
    version = kept_notice(session, before, asking) + 1
    session.add(
        WalkInNotice(
            version=version,
            text=text,
            text_en=text_en,
            at=asking.now,
            operator=asking.principal.operator_name,
        )
    )


def _latest_notice(session: Session) -> WalkInNotice | None:
    return session.scalars(
        select(WalkInNotice).order_by(WalkInNotice.version.desc()).limit(1)
    ).one_or_none()


def _unknown_category(code: str, field: str) -> OnsiteError:
    return OnsiteError(
        "unknown_category",
        f"There is no category {code[:40]!r}; choose one of the list.",
        field=field,
    )
