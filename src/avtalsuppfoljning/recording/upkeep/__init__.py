"""Looking after a register: made, moved, backed up, restored, and how it is doing."""
