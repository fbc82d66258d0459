"""Every room's tables, for Alembic."""

from onsite.access import models as _access
from onsite.badges import models as _badges
from onsite.db import Base
from onsite.registration import models as _registration
from onsite.scanner import models as _scanner

metadata = Base.metadata
ROOMS = (_access, _badges, _registration, _scanner)
