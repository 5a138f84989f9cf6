"""How dates are written in a language where Django's own way can be misread."""
