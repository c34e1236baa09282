"""Each mechanism of the model switched off by itself, in paired runs of the history."""
