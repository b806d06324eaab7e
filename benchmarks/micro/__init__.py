"""The smallest service business that is worth simulating, in four programs.

A closed loop of customers: think, join one of three M/M/c+M queues, be served or give up, become
more or less satisfied, stay or leave for good. Nobody learns, tires, quits, complains, talks or
pays; what the model of this package adds to it is what its extra time buys.
"""
