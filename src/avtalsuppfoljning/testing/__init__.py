"""For your own tests: specifications of decisions, Hypothesis strategies, store contracts.

`given` states a decision in one line. `avtalsuppfoljning.testing.strategies` makes values of
every recorded type. `avtalsuppfoljning.testing.contract` holds the rules that every store keeps.
"""

from avtalsuppfoljning.testing.specification import Outcome, Specification, given

__all__ = ["Outcome", "Specification", "given"]
