"""What is not open in a register: keys, what they lock, and gallring."""
