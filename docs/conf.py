"""Sphinx: one theme, one parser, no generated pages."""

project = "avtalsuppfoljning"
project_copyright = "the avtalsuppfoljning authors"
language = "en"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "avtalsuppfoljning"
myst_heading_anchors = 3
