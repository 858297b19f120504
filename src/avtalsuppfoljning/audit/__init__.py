"""The audit: what was known and decided, by whom and under which rules, and what was never done.

Answered from the log alone: the events, the guidelines and the days recorded with them. `asof`
replays by two times, `again` decides anew, `basis` looks at what each decision rested on, and
`omissions` tells what was never done.
"""
