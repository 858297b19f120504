"""Decision diagrams: functions of finite inputs, small enough to compare and count.

A diagram asks one input after the other, always in the same order, and ends in an answer. Equal
functions are the same node, so what is the same in two guidelines costs nothing to find.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import attrs

from avtalsuppfoljning.guidelines.model import Condition


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

    def answer_to(self, node: Node, given: Mapping[str, str]) -> Any:
        """The answer where every input has a value."""
        while node.branches:
            name = self._names[node.at]
            node = node.branches[self.domains[name].index(given[name])]
        return node.answer

    def is_settled(self, node: Node, given: Mapping[str, str]) -> bool:
        """Whether the answer is the same whatever the values of the inputs that are not given."""
        seen: set[Node] = set()
        queue = [node]
        last: Node | None = None
        while queue:
            node = queue.pop()
            if node in seen:
                continue
            seen.add(node)
            if not node.branches:
                if last is not None:
                    return False
                last = node
                continue
            name = self._names[node.at]
            if name in given:
                queue.append(node.branches[self.domains[name].index(given[name])])
            else:
                queue += node.branches
        return True

    def boxes(self, node: Node) -> Iterator[tuple[Condition, Any]]:
        """Disjoint boxes that cover everything, each a product of value sets with one answer."""

        def walk(node: Node, path: Condition) -> Iterator[tuple[Condition, Any]]:
            if not node.branches:
                yield path, node.answer
                return
            name = self._names[node.at]
            grouped: dict[Node, list[str]] = {}
            for value, branch in zip(self.domains[name], node.branches, strict=True):
                grouped.setdefault(branch, []).append(value)
            for branch, values in grouped.items():
                yield from walk(branch, (*path, (name, tuple(values))))

        return walk(node, ())
