"""What departments send, made by scripts: every format and every kind of trouble, with what is expected of each.

`python -m tests.collection` reads it and prints what came in and what came out; tests/test_collection.py asserts it.
"""
