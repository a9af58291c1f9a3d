"""How is it run? Sockets, processes, what one of them does for all, and what an operator watches."""
