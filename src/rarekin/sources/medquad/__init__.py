"""MedQuAD: what the US National Institutes of Health wrote about rare diseases until 2017."""
