using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Finds layers that need one another.</summary>
internal static class Circles
{
    /// <summary>Whether a layer reads another, directly or through others, because it says so and not because it stands below it.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="reader">The full name of the layer.</param>
    /// <param name="read">The full name of the other.</param>
    public static bool Reads(ModelDeclaration declaration, string reader, string read)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { reader };
        var open = new Stack<string>(seen);
        while (open.Count > 0)
        {
            string current = open.Pop();
            foreach (
                DeclaredAttribute layer in declaration.Attributes.Where(attribute =>
                    attribute.Role == AttributeRole.Layer && attribute.Place.Name == current
                )
            )
                for (int input = 0; input < layer.Place.Inputs.Count; input++)
                    if (LayerInputs.IsWritten(layer, input) && seen.Add(layer.Place.Inputs[input]))
                        open.Push(layer.Place.Inputs[input]);
        }

        return seen.Contains(read);
    }
}
