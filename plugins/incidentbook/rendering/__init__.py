"""Page models → HTML fragments that a host places into its pages."""

from .renderer import Renderer

__all__ = ["Renderer"]
