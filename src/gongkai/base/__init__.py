"""What every room may import: values, errors, times, dates, addresses, charsets.

Nothing here touches a clock, a file or a socket.
"""
