"""The Python interface, one file a command: what `import nksim` offers is looked up here.

Everything that the command line does is one call here, under the same name.
"""
