class G:

    def __eq__(self, o):
        print('eq')
        print(o)
        return o == 4
print([G()].index(4))
print([G()].count(1))
print({'a': G()} == {'a': 4})
print(4 in [G()])
print(G() in [4, 5])
print([1, 2].count(G()))
print((G(),) == (4,))
