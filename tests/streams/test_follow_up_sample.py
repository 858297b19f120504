"""Random samples that anybody can draw again."""

from collections import Counter
from itertools import pairwise

from hypothesis import given, strategies as st

from avtalsuppfoljning.follow_up import draw_sample

lists = st.lists(st.text(max_size=4), max_size=12)
seeds = st.text(max_size=8)


class TestDrawSample:
    """T-23: chance is a seed that is handed in, and the draw is the same for ever."""

    def test_the_same_today_as_when_it_was_released(self) -> None:
        cases = [f"arende-{number:03}" for number in range(40)]
        assert draw_sample(cases, seed="2026-03", size=5) == (3, 5, 18, 22, 32)
        assert draw_sample(cases, seed="2026-04", size=5) == (1, 6, 10, 33, 36)

    @given(items=lists, seed=seeds, data=st.data())
    def test_a_sample_is_a_part_of_the_list(
        self, items: list[str], seed: str, data: st.DataObject
    ) -> None:
        size = data.draw(st.integers(0, len(items)))
        drawn = draw_sample(items, seed=seed, size=size)
        assert len(set(drawn)) == len(drawn) == size
        assert list(drawn) == sorted(drawn)
        assert set(drawn) <= set(range(len(items)))

    @given(items=lists, seed=seeds, data=st.data())
    def test_only_list_seed_and_size_decide(
        self, items: list[str], seed: str, data: st.DataObject
    ) -> None:
        size = data.draw(st.integers(0, len(items)))
        turned = data.draw(st.permutations(items))
        again = draw_sample(turned, seed=seed, size=size)
        assert again == draw_sample(iter(items), seed=seed, size=size)

    @given(items=lists, seed=seeds)
    def test_a_larger_sample_holds_the_smaller_one(self, items: list[str], seed: str) -> None:
        """So a sample can be enlarged without throwing away what has been looked at."""
        samples = [set(draw_sample(items, seed=seed, size=size)) for size in range(len(items) + 1)]
        for smaller, larger in pairwise(samples):
            assert smaller < larger

    def test_every_case_has_the_same_chance(self) -> None:
        """600 seeds, 3 of 10: each place is drawn about 180 times (six standard deviations)."""
        draws = [draw_sample("abcdefghij", seed=str(seed), size=3) for seed in range(600)]
        times = Counter(place for drawn in draws for place in drawn)
        assert set(times) == set(range(10))
        assert all(113 < number < 247 for number in times.values())
        assert len(set(draws)) == 120, "10 over 3: every sample there is"
