"""Who fits whom, why, and the way from a fit to an introduction."""
