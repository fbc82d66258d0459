"""Every room's tables, for Alembic."""

from onsite.access import models as _access
from onsite.access import wipe_rows as _wipes
from onsite.badges import batch_rows as _batches
from onsite.badges import models as _badges
from onsite.board import models as _board
from onsite.db import Base
from onsite.feedback import models as _feedback
from onsite.finance import models as _finance
from onsite.handouts import models as _handouts
from onsite.messages import models as _messages
from onsite.reception import alert_rows as _alerts
from onsite.reception import models as _reception
from onsite.reception import no_show_rows as _no_shows
from onsite.registration import blank_badge_rows as _blank_badges
from onsite.registration import correction_rows as _corrections
from onsite.registration import directory_rows as _directory
from onsite.registration import models as _registration
from onsite.registration import note_rows as _notes
from onsite.registration import refresh_rows as _refreshes
from onsite.registration import walk_in_rows as _walk_ins
from onsite.reports import budget_rows as _budget
from onsite.reports import report_rows as _reports
from onsite.scanner import door_rows as _door_rows
from onsite.scanner import evacuation_rows as _evacuations
from onsite.scanner import models as _scanner
from onsite.scanner import reconciling_rows as _reconciling

metadata = Base.metadata
ROOMS = (
    _budget,
    _reports,
    _refreshes,
    _handouts,
    _access,
    _wipes,
    _badges,
    _batches,
    _board,
    _feedback,
    _finance,
    _messages,
    _reception,
    _alerts,
    _no_shows,
    _registration,
    _directory,
    _corrections,
    _notes,
    _walk_ins,
    _blank_badges,
    _scanner,
    _door_rows,
    _evacuations,
    _reconciling,
)
