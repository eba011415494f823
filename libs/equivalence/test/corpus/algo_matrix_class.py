class Matrix:
    def __init__(self, rows):
        error = TypeError("Matrices must be formed from a list of zero or more lists containing at least one and the same number of values, each of which must be of type int or float.")
        if len(rows) != 0:
            cols = len(rows[0])
            if cols == 0:
                raise error
            for row in rows:
                if len(row) != cols:
                    raise error
                for value in row:
                    if not isinstance(value, (int, float)):
                        raise error
            self.rows = rows
        else:
            self.rows = []
    def columns(self):
        return [[row[i] for row in self.rows] for i in range(len(self.rows[0]))]
    @property
    def num_rows(self):
        return len(self.rows)
    @property
    def num_columns(self):
        return len(self.rows[0])
    @property
    def order(self):
        return self.num_rows, self.num_columns
    @property
    def is_square(self):
        return self.order[0] == self.order[1]
    def identity(self):
        values = [[0 if column_num != row_num else 1 for column_num in range(self.num_rows)] for row_num in range(self.num_rows)]
        return Matrix(values)
    def determinant(self):
        if not self.is_square:
            return 0
        if self.order == (0, 0):
            return 1
        if self.order == (1, 1):
            return int(self.rows[0][0])
        if self.order == (2, 2):
            return int((self.rows[0][0] * self.rows[1][1]) - (self.rows[0][1] * self.rows[1][0]))
        return sum(self.rows[0][column] * self.cofactors().rows[0][column] for column in range(self.num_columns))
    def is_invertable(self):
        return bool(self.determinant())
    def get_minor(self, row, column):
        values = [[self.rows[other_row][other_column] for other_column in range(self.num_columns) if other_column != column] for other_row in range(self.num_rows) if other_row != row]
        return Matrix(values).determinant()
    def get_cofactor(self, row, column):
        if (row + column) % 2 == 0:
            return self.get_minor(row, column)
        return -1 * self.get_minor(row, column)
    def minors(self):
        return Matrix([[self.get_minor(row, column) for column in range(self.num_columns)] for row in range(self.num_rows)])
    def cofactors(self):
        return Matrix([[self.minors().rows[row][column] if (row + column) % 2 == 0 else self.minors().rows[row][column] * -1 for column in range(self.minors().num_columns)] for row in range(self.minors().num_rows)])
    def adjugate(self):
        values = [[self.cofactors().rows[column][row] for column in range(self.num_columns)] for row in range(self.num_rows)]
        return Matrix(values)
    def inverse(self):
        determinant = self.determinant()
        if not determinant:
            raise TypeError("Only matrices with a non-zero determinant have an inverse")
        return self.adjugate() * (1 / determinant)
    def __repr__(self):
        return str(self.rows)
    def __str__(self):
        if self.num_rows == 0:
            return "[]"
        if self.num_rows == 1:
            return "[[" + ". ".join(str(self.rows[0])) + "]]"
        return "[" + "\n ".join(["[" + ". ".join([str(value) for value in row]) + ".]" for row in self.rows]) + "]"
    def add_row(self, row, position=None):
        if not isinstance(row, list):
            raise TypeError("Row must be a list containing all ints and/or floats")
        if position is None:
            self.rows.append(row)
        else:
            self.rows = self.rows[0:position] + [row] + self.rows[position:]
    def __eq__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return self.rows == other.rows
    def __neg__(self):
        return self * -1
    def __add__(self, other):
        if self.order != other.order:
            raise ValueError("Addition requires matrices of the same order")
        return Matrix([[self.rows[i][j] + other.rows[i][j] for j in range(self.num_columns)] for i in range(self.num_rows)])
    def __mul__(self, other):
        if isinstance(other, (int, float)):
            return Matrix([[int(element * other) for element in row] for row in self.rows])
        elif isinstance(other, Matrix):
            if self.num_columns != other.num_rows:
                raise ValueError("The number of columns in the first matrix must be equal to the number of rows in the second")
            return Matrix([[Matrix.dot_product(row, column) for column in other.columns()] for row in self.rows])
        else:
            raise TypeError("A Matrix can only be multiplied by an int, float, or another matrix")
    def __pow__(self, other):
        if not isinstance(other, int):
            raise TypeError("A Matrix can only be raised to the power of an int")
        if other == 0:
            return self.identity()
        result = self
        for _ in range(other - 1):
            result *= self
        return result
    @classmethod
    def dot_product(cls, row, column):
        return sum(row[i] * column[i] for i in range(len(row)))

m = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 10]])
print(m, m.order, m.determinant(), m.is_invertable())
print(repr(m + m), repr(m * 2), repr(m * m), repr(-m), repr(m ** 2))
print(m.minors(), m.inverse(), m.columns())
m.add_row([1, 1, 1])
print(repr(m), m == Matrix([[1]]), m != m)
try:
    Matrix([[1], [1, 2]])
except TypeError as e:
    print(e)
