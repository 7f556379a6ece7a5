"""The annex to the decision and the decision letter: their texts, contents and files."""
