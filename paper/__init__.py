"""Everything that a paper needs, made from a clean clone: `make paper`."""
