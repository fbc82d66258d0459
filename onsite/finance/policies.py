"""What the event decides about money: the fee of a lost badge, prices by day, what channels keep."""

from typing import Any

from sqlalchemy.orm import Session

from onsite.errors import OnsiteError
from onsite.finance import queries
from onsite.finance.bodies import MoneyPolicyBody
from onsite.finance.models import MoneyPolicy
from onsite.registration.models import Category


def put_policy(session: Session, body: MoneyPolicyBody) -> dict[str, Any]:
    """Replace the policy.

    Raises:
        OnsiteError: ``unknown_category`` for a price of a category there is none of.
    """
    for place, price in enumerate(body.prices):
        if session.get(Category, price.category) is None:
            raise OnsiteError(
                "unknown_price_category",
                f"There is no category {price.category[:40]!r}; choose one of the list.",
                field=f"prices[{place}].category",
            )
    row = MoneyPolicy(
        id=1,
        lost_badge_fee_fen=body.lost_badge_fee_fen,
        drawer_limit_fen=body.drawer_limit_fen,
        channel_fees={str(name): points for name, points in body.channel_fees.items()},
        prices=[
            {
                "category": price.category,
                "from_on": price.from_on.isoformat(),
                "fee_fen": price.fee_fen,
            }
            for price in body.prices
        ],
    )
    session.merge(row)
    session.flush()
    return shown(session)


def shown(session: Session) -> dict[str, Any]:
    """Show the policy as it is."""
    row = queries.policy(session)
    return {
        "lost_badge_fee_fen": row.lost_badge_fee_fen,
        "drawer_limit_fen": row.drawer_limit_fen,
        "channel_fees": row.channel_fees,
        "prices": row.prices,
    }
