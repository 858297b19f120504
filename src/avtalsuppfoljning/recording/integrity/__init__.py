"""Whether a register is what was recorded: the tree over it, seals, proofs and signatures."""
