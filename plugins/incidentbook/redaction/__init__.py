"""What a public reader may see: documents → their public texts, and what was taken out of them."""
