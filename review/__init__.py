"""Review: what people decide on the proposals of a case, and the screens on which they do."""
