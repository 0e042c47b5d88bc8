"""Trains the models Carousel serves, from rows that its own feature code has written."""
