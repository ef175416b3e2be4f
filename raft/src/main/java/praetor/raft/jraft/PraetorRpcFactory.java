package praetor.raft.jraft;

import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import org.jspecify.annotations.Nullable;

/** Gives SOFAJRaft our transport. Its servers are not used: {@link CallHandler} answers calls. */
@SPI(priority = 100)
public final class PraetorRpcFactory implements RaftRpcFactory {

  @Override
  public void registerProtobufSerializer(String className, Object... args) {
    // Calls are known by their codes, see RaftCall.
  }

  @Override
  public RpcClient createRpcClient(@Nullable ConfigHelper<RpcClient> helper) {
    return new RpcClientAdapter();
  }

  @Override
  public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
    throw new UnsupportedOperationException("calls come in through RaftEngine.serve");
  }
}
