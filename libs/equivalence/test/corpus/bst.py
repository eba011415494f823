class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

def insert(root, key):
    if root is None:
        return Node(key)
    if key < root.key:
        root.left = insert(root.left, key)
    elif key > root.key:
        root.right = insert(root.right, key)
    return root

def delete(root, key):
    if not root:
        return root
    if key < root.key:
        root.left = delete(root.left, key)
    elif key > root.key:
        root.right = delete(root.right, key)
    else:
        if root.left is None:
            return root.right
        elif root.right is None:
            return root.left
        temp = root.right
        while temp.left:
            temp = temp.left
        root.key = temp.key
        root.right = delete(root.right, temp.key)
    return root

def inorder(root):
    if root:
        yield from inorder(root.left)
        yield root.key
        yield from inorder(root.right)

def height(root):
    return -1 if root is None else 1 + max(height(root.left), height(root.right))

def level_order(root):
    levels = []
    level = [root]
    while level:
        levels.append([n.key for n in level])
        level = [c for n in level for c in (n.left, n.right) if c]
    return levels

root = None
for k in [50, 30, 70, 20, 40, 60, 80, 30]:
    root = insert(root, k)
print(list(inorder(root)), height(root))
print(level_order(root))
root = delete(root, 50)
root = delete(root, 20)
root = delete(root, 999)
print(level_order(root))
