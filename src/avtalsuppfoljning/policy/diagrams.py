"""Decision diagrams: functions of finite inputs, small enough to compare and count.

A diagram asks one input after the other, always in the same order, and ends in an answer. Equal
functions are the same node, so what is the same in two guidelines costs nothing to find.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

import attrs

from avtalsuppfoljning.guidelines.model import Condition, Row


@attrs.frozen(eq=False)
class Node:
    """An answer, or a question with one branch per value of its input."""

    at: int
    """Which input is asked, by its place in the order; an answer stands after the last."""
    branches: tuple["Node", ...] = ()
    answer: Any = None


class Diagrams:
    """Diagrams over the same inputs, which are asked in the order in which they are given."""

    def __init__(self, domains: Mapping[str, tuple[str, ...]]) -> None:
        self.domains = dict(domains)
        self._names = list(domains)
        self._places = {name: at for at, name in enumerate(domains)}
        self._nodes: dict[Any, Node] = {}

    def answer(self, value: Hashable) -> Node:
        """The diagram that always gives the same answer."""
        key = (type(value), value)
        if key not in self._nodes:
            self._nodes[key] = Node(len(self._names), (), value)
        return self._nodes[key]

    def input(self, name: str) -> Node:
        """The diagram whose answer is the input's value."""
        return self._ask(self._places[name], tuple(map(self.answer, self.domains[name])))

    def condition(self, when: Condition) -> Node:
        """Whether a condition holds."""
        yes, no = self.answer(True), self.answer(False)  # noqa: FBT003  they are answers
        node = yes
        for name, admitted in sorted(when, key=lambda each: -self._places[each[0]]):
            node = self._ask(
                self._places[name],
                tuple(node if value in admitted else no for value in self.domains[name]),
            )
        return node

    def table(self, rows: Iterable[Row]) -> Node:
        """The row that holds, of rows of which exactly one does."""
        none = self.answer(None)
        return reduce(
            lambda found, row: self.apply(
                lambda before, holds, row=row: row if holds else before,
                found,
                self.condition(row.when),
            ),
            rows,
            none,
        )

    def apply(self, function: Callable[..., Hashable], *nodes: Node) -> Node:
        """The function of several diagrams' answers, as a diagram."""
        known: dict[tuple[Node, ...], Node] = {}
        last = len(self._names)

        def walk(operands: tuple[Node, ...]) -> Node:
            found = known.get(operands)
            if found is not None:
                return found
            at = min(node.at for node in operands)
            if at == last:
                found = self.answer(function(*(node.answer for node in operands)))
            else:
                found = self._ask(
                    at,
                    tuple(
                        walk(tuple(n.branches[branch] if n.at == at else n for n in operands))
                        for branch in range(len(self.domains[self._names[at]]))
                    ),
                )
            known[operands] = found
            return found

        return walk(nodes)

    def substitute(self, name: str, by: Node, node: Node) -> Node:
        """The diagram in which an input is no longer asked but worked out."""
        place = self._places[name]
        parts = [self._restricted(node, place, branch) for branch in range(len(self.domains[name]))]
        values = self.domains[name]
        return self.apply(lambda value, *answers: answers[values.index(value)], by, *parts)

    def _restricted(self, node: Node, place: int, branch: int) -> Node:
        if node.at > place:
            return node
        if node.at == place:
            return node.branches[branch]
        return self._ask(
            node.at, tuple(self._restricted(each, place, branch) for each in node.branches)
        )

    def _ask(self, at: int, branches: tuple[Node, ...]) -> Node:
        first = branches[0]
        if all(each is first for each in branches):
            return first
        key = (at, branches)
        if key not in self._nodes:
            self._nodes[key] = Node(at, branches)
        return self._nodes[key]

    # ── reading ──

    def inputs(self, *nodes: Node) -> tuple[str, ...]:
        """The inputs that make a difference to any of the diagrams, in order."""
        seen: set[Node] = set()
        queue = list(nodes)
        while queue:
            node = queue.pop()
            if node not in seen:
                seen.add(node)
                queue += node.branches
        places = sorted({node.at for node in seen if node.branches})
        return tuple(self._names[at] for at in places)

    def boxes(
        self, node: Node, wanted: Callable[[Any], bool] = lambda _: True
    ) -> Iterator[tuple[Condition, Any]]:
        """Disjoint boxes, each a product of value sets, with the answer that holds in it."""

        def walk(node: Node, path: Condition) -> Iterator[tuple[Condition, Any]]:
            if not node.branches:
                if wanted(node.answer):
                    yield path, node.answer
                return
            name = self._names[node.at]
            grouped: dict[Node, list[str]] = {}
            for value, branch in zip(self.domains[name], node.branches, strict=True):
                grouped.setdefault(branch, []).append(value)
            for branch, values in grouped.items():
                yield from walk(branch, (*path, (name, tuple(values))))

        return walk(node, ())
