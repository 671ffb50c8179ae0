"""What the explorer counts and lists with: every mention and every place, as short columns."""
