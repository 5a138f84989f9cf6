"""The parts of a page: what each says and rests on, with marks, links and pictures."""
