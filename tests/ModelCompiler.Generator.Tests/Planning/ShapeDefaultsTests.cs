using System.Reflection;
using ModelCompiler.Generator.Planning.Calls;
using ModelCompiler.Kernels;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>What the generator leaves out of a shape, the shape's interface says.</summary>
public sealed class ShapeDefaultsTests
{
    [Fact]
    public void Shapes_interfaces_say_the_same()
    {
        Dictionary<string, int> said = [];
        foreach (Type type in typeof(IProductShape).Assembly.GetTypes().Where(type => type is { IsInterface: true, IsPublic: true }))
        {
            if (type.Namespace != typeof(IProductShape).Namespace || !type.Name.EndsWith("Shape", StringComparison.Ordinal))
                continue;
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            {
                MethodInfo get = property.GetMethod!;
                bool isLeftOut = ShapeDefaults.Values.ContainsKey(property.Name);
                Assert.Equal(!get.IsAbstract, isLeftOut);
                if (!isLeftOut)
                    continue;
                int value = (int)get.Invoke(null, null)!;
                Assert.Equal(value, ShapeDefaults.Values[property.Name]);
                said[property.Name] = value;
            }
        }

        Assert.Equal(said.Keys.Order(), ShapeDefaults.Values.Keys.Order());
    }
}
