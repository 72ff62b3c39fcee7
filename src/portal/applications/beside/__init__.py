"""Beside a provincial or older system (与其他系统并用): its export is taken in, what is made here handed out in its shape.

``columns.yaml`` says which columns there are and how other systems head them; ``reading`` finds them in a file, ``rows`` makes a
case of a row, ``taking`` takes all or nothing, ``handing`` writes tables and packages.
"""
