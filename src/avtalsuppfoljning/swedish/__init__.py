"""Every Swedish sentence that officials read, so that a jurist can proof-read one folder.

Tables are keyed by the codes and values that stand in JSON and in guidelines. A code that is
missing here is shown as it is, so a guideline of one's own can always be read.
"""

from avtalsuppfoljning.swedish.answers import *
from avtalsuppfoljning.swedish.audit import *
from avtalsuppfoljning.swedish.comparisons import *
from avtalsuppfoljning.swedish.cures import *
from avtalsuppfoljning.swedish.exchange import *
from avtalsuppfoljning.swedish.guideline_faults import *
from avtalsuppfoljning.swedish.guidelines import *
from avtalsuppfoljning.swedish.help import *
from avtalsuppfoljning.swedish.own_days import *
from avtalsuppfoljning.swedish.plan_faults import *
from avtalsuppfoljning.swedish.plans import *
from avtalsuppfoljning.swedish.refusals import *
from avtalsuppfoljning.swedish.register import *
from avtalsuppfoljning.swedish.revision import *
from avtalsuppfoljning.swedish.schemas import *
from avtalsuppfoljning.swedish.shown import *
from avtalsuppfoljning.swedish.terms import *
from avtalsuppfoljning.swedish.words import *
